"""An article as forms with features, sentences and quotations."""
