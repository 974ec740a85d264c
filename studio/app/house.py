"""What the house's policy and a piece's content type tell the checks about merge fields and links."""

from dataclasses import asdict, replace

from studio.app.policy import Policy
from studio.core.check import Context
from studio.core.events import canonical, digest
from studio.core.linking import LinkRules
from studio.core.merging.known import KnownFields


def fields_of(policy: Policy, named: tuple[str, ...] = ()) -> KnownFields:
    """The house's fields, and those that a content type names."""
    said = policy.merge_fields
    return KnownFields(tuple(dict.fromkeys((*said.known, *named))), said.filled, said.braces)


def in_house(context: Context, policy: Policy) -> Context:
    """`context` with the house's fields and sites; its version changes with them, and stays where the house says nothing."""
    links = policy.links
    rules = LinkRules(links.own, links.tracking_for(context.channel.value))
    return _versioned(replace(context, fields=fields_of(policy), links=rules))


def with_fields(context: Context, names: tuple[str, ...]) -> Context:
    """`context` with the fields that a content type names besides those of the house."""
    fields = replace(context.fields, names=tuple(dict.fromkeys((*context.fields.names, *names))))
    return context if fields == context.fields else _versioned(replace(context, fields=fields))


def _versioned(context: Context) -> Context:
    if context.fields == KnownFields() and context.links == LinkRules():
        return context
    told = [context.version, asdict(context.fields), asdict(context.links)]
    return replace(context, version=digest(canonical(told))[:16])
