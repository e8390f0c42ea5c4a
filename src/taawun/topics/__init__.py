"""Topic models of statements and articles: fitted from a good start, chosen by evidence, their stability measured."""
