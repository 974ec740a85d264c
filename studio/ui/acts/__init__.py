"""What a person can do beyond the text: the hands of the window, one file per kind of work.

`desk` opens workspaces, people and pieces and says what was refused; `drafts` takes drafts in; `handing_on` submits,
sends back and approves; `output` exports, reports and verifies. They share a `Shell`: the parts of the window they may
touch. None of them knows the window itself.
"""
