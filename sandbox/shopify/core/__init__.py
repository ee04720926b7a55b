"""The strict GraphQL machine: schema, limits, cost, execution; knows no noun."""
