"""The demonstration's Laholm: invented people, and four years that could have been.

Everybody is invented. The people served are named after flowers and berries, companions after birds,
staff after trees: nobody in the real Laholm is told of here. Every figure is illustrative: how many
people, hours and kronor the real Laholm had was never published (domain section 1).

people    who there is, as data
plan      what happens and when: pure, from a seed and a day
history   does it, through the same functions as the pages do, so that the passbook is true
series    visits that come back
figures   the two years before, as the files a municipality would import
elsewhere what other municipalities could have handed over, and a price index, made up
kolada    figures in the shape of Kolada's, made up
town      all of it in order
pay       last month locked, and two reports to attest
surveys   what is asked of those who have companions, decide, and come along
said      what people have written to the unit, and who has looked
doors     who can be stepped in as, and what to try
"""
