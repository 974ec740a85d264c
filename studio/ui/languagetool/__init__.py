"""LanguageTool in the window: the sheet that tells what there is of it and how it reads, and switching a rule from its card."""
