"""AI services that speak the interface of OpenAI: hosted ones, and Ollama, llama.cpp or LM Studio on this computer.

One `Line` per program carries every call: `ask` blocks the thread it is called from, tells what comes while it comes, and ends
within half a second once it is cancelled. The package openai and its loop are loaded with the first call, for they take two
seconds. What is sent was masked and allowed before; what comes back is data.
"""

from studio.services.ai.line import Line
from studio.services.ai.probing import QUESTION, Probed, Seen, models_of, probe, seen

__all__ = ["QUESTION", "Line", "Probed", "Seen", "models_of", "probe", "seen"]
