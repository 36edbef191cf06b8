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
| by the snapshot [..]

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

# Law and lists move on: the old receipt finds the snapshot it was made with
$ data=~/.local/share/exportctl; mkdir -p $data
> exportctl snapshot build --lists $DEMO/../rulebook/lists/us-entity.tsv --out $data/current.snapshot >/dev/null
> exportctl check $DEMO/transfers/etcher.json --accept-excerpts --receipt old.receipt --key signing.key >answer
> old=$(sed -n 's/^snapshot //p' old.receipt)
> exportctl snapshot build --lists $DEMO/../rulebook/lists/us-section-889.tsv --out $data/current.snapshot >/dev/null
> exportctl check $DEMO/transfers/etcher.json --accept-excerpts --receipt new.receipt --key signing.key >answer
> [ "$old" = "$(sed -n 's/^snapshot //p' new.receipt)" ] || echo two snapshots
> exportctl log verify old.receipt --key checking.key; exportctl log verify new.receipt --key checking.key
> ls $data/snapshots | grep -c $old
| two snapshots
| D-[..]  [..]  signed, and the same answer again
| by the snapshot [..]/snapshots/[..].snapshot
| D-[..]  [..]  signed, and the same answer again
| by the snapshot [..]/current.snapshot
| 1

# Those that are here
$ exportctl snapshot list | sed 's/^sha256:[0-9a-f]*/sha256:HASH/'
| in use, from the user's data folder:
| sha256:HASH  [..]/current.snapshot
| kept for receipts:
| sha256:HASH  [..]/snapshots/[..].snapshot
| ...

# A kept snapshot that changed is not used
$ f=~/.local/share/exportctl/snapshots/$(sed -n 's/^snapshot //p' old.receipt).snapshot; cp $f whole
> printf X | dd of=$f bs=1 seek=100000 conv=notrunc 2>/dev/null; exportctl log verify old.receipt --key checking.key
! exportctl: the receipt was made with a snapshot that is not here: sha256:[..]
!   hint: [..].snapshot is damaged: take a copy that is whole
!   hint: "exportctl snapshot list" shows those that are here
= 3

# Nor one that is gone; named, it is used
$ f=~/.local/share/exportctl/snapshots/$(sed -n 's/^snapshot //p' old.receipt).snapshot; rm $f; exportctl log verify old.receipt --key checking.key
> exportctl log verify old.receipt --key checking.key --snapshot whole
| D-[..]  [..]  signed, and the same answer again
| by the snapshot whole
! exportctl: the receipt was made with a snapshot that is not here: sha256:[..]
!   hint: get that file and name it with --snapshot, or put it at [..].snapshot
!   hint: "exportctl snapshot list" shows those that are here
