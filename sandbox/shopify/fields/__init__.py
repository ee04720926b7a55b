"""How GraphQL sees each noun: resolvers, filters, orderings and scopes."""
