"""The hooks that git runs: messages and pushes."""
