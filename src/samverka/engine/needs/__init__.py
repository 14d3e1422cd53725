"""From answers about competence to who needs to learn what: gaps, areas, plan, and how sure.

`gaps` counts what is required and lacks, `areas` finds which competences go together, `plan`
makes modules of it with the reason for each line, `stability` tells how far the order of needs
hangs on who happened to answer. `turnover` projects a unit's levels, `signals` tells early that
a number of arrivals has changed; `reliability` how far a scale measures one thing, `change` what
became otherwise from before to after, and who left. Plain arrays in and out; a missing answer is
NaN everywhere.
"""
