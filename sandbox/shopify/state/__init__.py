"""What a store holds, by noun: plain objects named as in the schema."""
