"""The way out: snapshots, patches from tag to tag, one frame for every socket of an audience."""
