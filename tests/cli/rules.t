# Every block of the book shipped is matched by an example of its own
$ exportctl rules coverage >reach; code=$?; grep 'no example' reach; exit $code
! ...

# Examples by name
$ exportctl rules test 'U23 unfinished wafers'
| 1 passed, 0 failed
! 1 passed, 0 failed
