"""LanguageTool, a second proofreader: a server in a process of its own, started, watched and stopped by us, or one by address.

`finding` looks for Java and for a LanguageTool on this computer, `server` keeps one running, `client` asks it about texts, and
`sharing` lets other programs of the same person ask it too.
Nothing here is started before somebody asks for it, and our own server listens to this computer alone.
"""

from studio.services.languagetool.client import Client
from studio.services.languagetool.finding import Installed, find_java, has_java, installed
from studio.services.languagetool.server import Server, State
from studio.services.languagetool.sharing import Sharing

__all__ = ["Client", "Installed", "Server", "Sharing", "State", "find_java", "has_java", "installed"]
