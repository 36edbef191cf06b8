# Every block of the book shipped is matched by an example of its own
$ exportctl rules coverage >reach; code=$?; grep 'no example' reach; exit $code
! ...

# As JSON, the blocks add up to what stands at the top
? jq
$ exportctl rules coverage -o json 2>/dev/null | jq -e '(.all | length) == .blocks and ([.all[] | select(.matched)] | length) == .matched'
| true

# Examples by name
$ exportctl rules test 'U23 unfinished wafers'
| 1 passed, 0 failed
! 1 passed, 0 failed
