"""Everything that is particular to green threads: the server, the raw socket of a connection, the end of the process.

Besides the first lines of wsgi.py the only place that names eventlet; to leave it, rewrite this one.
"""
