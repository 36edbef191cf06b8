# A reader who leaves early is no error to speak of
? bash
$ bash -c 'exportctl help --man | head -n 1; echo "${PIPESTATUS[0]}"' | sed 's/^3$/0/'
| .TH EXPORTCTL 1 "" "exportctl [..]" "User commands"
| 0

# A pipe nobody reads
? mkfifo
$ mkfifo pipe; (sleep 0.2 <pipe) & exec 3>pipe; wait; exportctl help >&3
= 3

# A full disk is one
$ exportctl help >/dev/full
! exportctl: stdout: cannot be written: No space left on device
= 3

# A stdout that is closed
$ exportctl help >&-
! exportctl: stdout: cannot be written: Bad file descriptor
= 3
