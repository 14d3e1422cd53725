"""Forms as data: what is asked, in which languages, what depends on what, what an answer means.

`definition` is the form, `expressions` the little language of its conditions (XLSForm's), `checks`
what is wrong with a form, `answering` what a set of answers shows, computes and lacks, `xlsform`
the exchange with other programs. Plain data in, plain data out; nothing is stored here.
"""
