"""`[roles]`: what this house calls its roles. Each own name stands for one of the three that the table of acts knows."""

from collections.abc import Mapping

from studio.core.piece import Role, name_key

REMEDY = f'Write each role as support = "writer"; what it may is one of: {", ".join(Role)}.'


def fault(roles: Mapping[str, Role]) -> tuple[str, str]:
    """What is wrong with the names, and what to do; two empty texts where nothing is."""
    seen = dict[str, str]()
    three = {name_key(role.value) for role in Role}
    for name in roles:
        key = name_key(name)
        if not key:
            return "a role of [roles] has a name that nobody can see", "Write it in letters."
        if key in three:
            return f"[roles] gives “{name}” another meaning, and that is one of the three", "Give the role a name of its own."
        if key in seen:
            return f"[roles] has “{seen[key]}” and “{name}”, which is the same name", "Keep one of them."
        seen[key] = name
    return "", ""


def meant(name: str, roles: Mapping[str, Role]) -> tuple[str, Role] | None:
    """The role that goes by that name, as the house writes it, and what it may; None where there is none."""
    known = {name_key(each.value): (each.value, each) for each in Role}
    known |= {name_key(own): (own, role) for own, role in roles.items()}
    return known.get(name_key(name))


def named(roles: Mapping[str, Role]) -> str:
    """Every role of the house: `writer, editor, owner, support`."""
    return ", ".join((*(role.value for role in Role), *roles))
