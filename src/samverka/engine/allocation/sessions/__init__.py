"""People to sessions: who takes part in which, by need, time, distance, room and mix.

`problem` is the data, `solving` finds a booking with a bound that none exceeds, `why` gives the
reason for each refusal, `in_turn` is what one gets when people book one after the other.
"""
