"""Links, and which of them lead to somebody."""

import re

_NETWORKS = (
    r"(?:facebook|instagram|twitter|x|tiktok|linkedin|threads|mastodon|xing|bsky|github|youtube|strava)\.(?:com|net|social|app)/"
)
url = re.compile(rf"(?:https?://|www\.|(?<![\w@./-])(?:[a-z]{{1,3}}\.)?{_NETWORKS}(?=[@\w]))[^\s<>\"“”‘’)\]]+", re.IGNORECASE)
"""Also the page of a network without its scheme, as people say it."""
may_hold = re.compile(r"//|www\.|\.(?:com|net|social|app)/", re.IGNORECASE)
"""What a text with a link has in it, and is quicker to look for."""
personal_url = re.compile(
    r"//[^/\s]*@"  # a name before the host
    r"|[?&](?:e-?mail|mail|name|first_?name|last_?name|user\w*|uid|customer\w*|client\w*|order\w*|account\w*|phone|tel|token"
    r"|session\w*|member\w*|contact\w*|id|ref)="
    r"|/~\w|/(?:users?|u|people|profiles?|members?|customers?|accounts?|orders?|in|@\w+)/[^/?#]+|/@\w"
    r"|(?://|^)(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|linkedin|threads|mastodon|xing|bsky|github|strava)\.\w+/[^/?#\s]+",
    re.IGNORECASE,
)
surely_personal_url = re.compile(
    r"//[^/\s]*@"
    r"|[?&](?:e-?mail|first_?name|last_?name|user_?(?:name|id)|uid|customer\w*|client_?id|phone|tel|member_?id|contact_?id)=(?![{*\[<]|%7B|%25)[^&\s]"
    r"|/~\w|/(?:users?|people|profiles?|members?|customers?|accounts?)/(?!%7B|[{*\[<])[^/?#\s]*[\w-]{3}"
    r"|(?://|^)(?:[\w-]+\.)?(?:linkedin\.\w+/in|xing\.com/profile|bsky\.app/profile|strava\.com/athletes)/[^/?#\s]+"
    r"|(?://|^)(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|threads)\.\w+/(?!(?:p|reel|share|sharer|events|groups|hashtag|watch|intent)\b)"
    r"@?[^/?#\s]+",
    re.IGNORECASE,
)
