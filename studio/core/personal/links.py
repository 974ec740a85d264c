"""Links, and which of them lead to somebody."""

import re

url = re.compile(r"(?:https?://|www\.)[^\s<>\"“”‘’)\]]+", re.IGNORECASE)
personal_url = re.compile(
    r"//[^/\s]*@"  # a name before the host
    r"|[?&](?:e-?mail|mail|name|first_?name|last_?name|user\w*|uid|customer\w*|client\w*|order\w*|account\w*|phone|tel|token"
    r"|session\w*|member\w*|contact\w*|id|ref)="
    r"|/~\w|/(?:users?|u|people|profiles?|members?|customers?|accounts?|orders?|in|@\w+)/[^/?#]+|/@\w"
    r"|//(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|linkedin|threads|mastodon)\.\w+/[^/?#\s]+",
    re.IGNORECASE,
)
surely_personal_url = re.compile(
    r"//[^/\s]*@"
    r"|[?&](?:e-?mail|first_?name|last_?name|user_?(?:name|id)|uid|customer\w*|client_?id|phone|tel|member_?id|contact_?id)=(?![{*\[<]|%7B|%25)[^&\s]"
    r"|/~\w|/(?:users?|people|profiles?|members?|customers?|accounts?)/(?!%7B|[{*\[<])[^/?#\s]*[\w-]{3}"
    r"|//(?:[\w-]+\.)?linkedin\.\w+/in/[^/?#\s]+"
    r"|//(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|threads)\.\w+/(?!(?:p|reel|share|sharer|events|groups|hashtag|watch|intent)\b)"
    r"@?[^/?#\s]+",
    re.IGNORECASE,
)
