"""What runs Rostrum on a server, in the workshop and in drills: nginx, systemd, containers, backups, several processes.

docs/deploying.md leads through it.
"""
