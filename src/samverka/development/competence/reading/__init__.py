"""Tables that are pasted or sent: competences and what functions need, answers from elsewhere."""
