"""The social networks: how much each takes, how it counts, and how much of it is seen before "more"."""

from collections.abc import Callable
from dataclasses import dataclass

from studio.core.channels import counting
from studio.core.channels.counting import graphemes


@dataclass(frozen=True, slots=True)
class Network:
    """One network.

    Attributes:
        id: as the command line takes it.
        limit: the most that `count` may give.
        count: its own way to count.
        unit: what is counted, in a word or two.
        fold: characters usually seen before "more"; 0 where a post is shown whole.
        fold_lines: lines after which it is cut in any case; 0 for no such limit.
        hashtags, mentions, links: the most it takes; 0 where it names no limit.
        source: where the limit comes from, and the fold where the network says nothing about it.
    """

    id: str
    name: str
    limit: int
    count: Callable[[str], int]
    unit: str
    fold: int
    fold_lines: int
    hashtags: int
    mentions: int
    links: int
    source: str


NETWORKS = (
    Network(
        "x", "X", 280, counting.weighted, "weighted characters", 0, 0, 0, 0, 0,
        "X, Counting characters; twitter-text v3. For accounts that do not pay.",
    ),
    Network(
        "linkedin", "LinkedIn", 3000, counting.utf16, "characters (UTF-16)", 210, 3, 0, 0, 0,
        "LinkedIn Help, post limits. The fold is usual on a computer; a telephone shows about 140.",
    ),
    Network(
        "instagram", "Instagram", 2200, counting.code_points, "characters", 125, 2, 5, 20, 0,
        "Instagram, captions: 2,200 characters, 20 mentions; five hashtags since December 2025. The fold is usual.",
    ),
    Network(
        "facebook", "Facebook", 63206, counting.code_points, "characters", 477, 5, 0, 0, 0,
        "Facebook, limit of a status update. The fold is usual on a computer; a telephone shows less.",
    ),
    Network(
        "bluesky", "Bluesky", 300, counting.graphemes, "graphemes", 0, 0, 0, 0, 0,
        "app.bsky.feed.post: 300 graphemes and 3,000 bytes.",
    ),
    Network(
        "mastodon", "Mastodon", 500, counting.mastodon, "characters", 0, 0, 0, 0, 0,
        "Mastodon's own default; a server may allow more.",
    ),
    Network(
        "threads", "Threads", 500, counting.threads, "characters, emoji by bytes", 0, 0, 1, 0, 5,
        "Threads API, Posts: 500 characters, five links; one tag a post.",
    ),
)  # fmt: skip

BLUESKY_BYTES = 3000


@dataclass(frozen=True, slots=True)
class Counted:
    """A post as one network has it.

    Attributes:
        count: by the network's own way.
        shown: what is seen before "more"; all of the text where nothing is cut.
        hidden: the rest.
        problems: what the network refuses, or takes in another way; sentences.
    """

    network: Network
    count: int
    shown: str
    hidden: str
    hashtags: int
    mentions: int
    links: int
    problems: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return self.count <= self.network.limit

    @property
    def left(self) -> int:
        """How much more it takes; below nought where it is too long."""
        return self.network.limit - self.count


def counted(text: str, network: Network) -> Counted:
    """Hold one post against one network. Blank lines around it do not count, for no network keeps them."""
    text = text.strip()
    count = network.count(text)
    tags, named, links = counting.hashtags(text), counting.mentions(text), counting.urls(text)
    cut = _fold(text, network)
    problems = []
    if count > network.limit:
        problems.append(f"{count - network.limit:,} over the {network.limit:,} that {network.name} takes.")
    if network.id == "bluesky" and len(text.encode()) > BLUESKY_BYTES:
        problems.append(f"{len(text.encode()):,} bytes; {network.name} takes {BLUESKY_BYTES:,}.")
    unique = len(set(links)) if network.id == "threads" else len(links)
    for what, many, most in (
        ("hashtag", len(tags), network.hashtags),
        ("mention", len(named), network.mentions),
        ("link", unique, network.links),
    ):
        if most and many > most:
            problems.append(f"{many} {what}s; {network.name} takes {most}.")
    if network.id == "instagram" and links:
        problems.append("An address in a caption is no link on Instagram.")
    return Counted(
        network,
        count,
        text[:cut].rstrip() if cut < len(text) else text,
        text[cut:],
        len(tags),
        len(named),
        len(links),
        tuple(problems),
    )


def _fold(text: str, network: Network) -> int:
    """Where a text is cut before "more": at the end of a word, never inside an emoji."""
    if not network.fold:
        return len(text)
    end = len(text)
    if network.fold_lines:
        at = -1
        for _ in range(network.fold_lines):
            at = text.find("\n", at + 1)
            if at < 0:
                break
        end = at if at >= 0 else end
    if graphemes(text[:end]) > network.fold:
        clusters = counting.clusters(text[:end])
        end = len("".join(clusters[: network.fold]))
        blank = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
        end = blank if blank > network.fold // 2 else end
    return end
