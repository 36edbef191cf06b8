# A key: the half that signs for its owner alone, the half that checks on stdout
$ exportctl log key aozora.example/exports --out signing.key >checking.key; stat -c %a signing.key; cut -d+ -f1 checking.key; cut -c1-33 signing.key
| 600
| aozora.example/exports
| PRIVATE+KEY+aozora.example/export

# A key is never replaced
$ exportctl log key aozora.example/exports --out signing.key
! exportctl: signing.key: cannot be created: File exists
! ...
= 3

# A receipt, and the check of it
$ exportctl check $DEMO/transfers/clean.json --accept-excerpts --receipt clean.receipt --key signing.key >answer; exportctl log verify clean.receipt --key checking.key
| D-[..]  clear  signed, and the same answer again

# A changed receipt
$ sed 's/^verdict clear$/verdict licence/' clean.receipt >forged; exportctl log verify forged --key checking.key
! exportctl: forged: the signature of "aozora.example/exports" does not fit the text
!   hint: the note was changed after it was signed, or the signature is forged
= 3

# Without a key
$ exportctl log verify clean.receipt
! exportctl: a receipt needs --key FILE
!   hint: "exportctl log key NAME --out FILE" makes a key
= 2

# Of a batch there is none
$ exportctl check $DEMO/shipments.csv --receipt all --key signing.key; ls all 2>/dev/null
! exportctl: a receipt is of one transfer, and [..] holds a batch
!   hint: check the transfers one by one, or leave --receipt out
= 2
