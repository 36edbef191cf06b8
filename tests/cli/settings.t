# What holds when nobody says anything
$ exportctl config --explain | grep -v '^snapshot'
| store     [..]/home/.local/state/exportctl/store.db  default
| gov       all [..]default
| output    table [..]default
| colour    auto [..]default
| width     the terminal's [..]default
| progress  auto [..]default
| memory    256 [..]default
| today     2026-11-23 [..]EXPORTCTL_TODAY
|
| settings files, the first one first:
|   [..]/home/.config/exportctl/config.ini (not there)
|   /etc/exportctl/config.ini[..]

# A file, the environment and a flag, each before the one before
$ mkdir -p ~/.config/exportctl
> printf '# ours\nstore = kept.db\nwidth = 90\noutput: json\nmemory = 64\n' >~/.config/exportctl/config.ini
> EXPORTCTL_WIDTH=91 EXPORTCTL_MEMORY=65 exportctl config --explain --memory 66 | grep -E '^(store|width|output|memory)'
| store     [..]/home/.config/exportctl/kept.db  [..]/home/.config/exportctl/config.ini:2
| output    json [..]/home/.config/exportctl/config.ini:4
| width     91 [..]EXPORTCTL_WIDTH
| memory    66 [..]--memory

# Settings as a settings file
$ exportctl config --snapshot /srv/a.snapshot --colour never
| snapshot = /srv/a.snapshot
| store = [..]/kept.db
| ; gov = all
| output = json
| colour = never
| width = 90
| progress = auto
| memory = 64

# Settings elsewhere
$ mkdir -p xdg/exportctl; echo 'gov = us,jp' >xdg/exportctl/config.ini
> XDG_CONFIG_HOME=$PWD/xdg exportctl config | grep gov
| gov = us,jp

# A folder of settings must be a whole path
$ XDG_CONFIG_HOME=xdg exportctl config | grep gov
| ; gov = all

# A slip in a setting
$ printf 'width = 90\nstroe = a.db\n' >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:2: there is no setting "stroe"
!   hint: did you mean store?
= 2

# Every command minds a bad line
$ exportctl check order.json
! exportctl: [..]/config.ini:2: there is no setting "stroe"
!   hint: did you mean store?
= 2

# But help does not
$ exportctl --version
| exportctl [..]

# The clock is not set in a file
$ echo 'today = 2020-01-01' >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:1: there is no setting "today"
!   hint: "exportctl config" lists the settings
= 2

# A value that cannot be
$ echo 'progress = sometimes' >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:1: progress must be one of auto|always|never, not "sometimes"
= 2

# A line that says nothing
$ printf '\n\nwidth\n' >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:3: this is no setting
!   hint: a line is: name = value
= 2

# The same thing twice
$ printf 'width = 80\nwidth = 90\n' >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:2: width is set a second time
!   hint: keep one of the lines
= 2

# A section
$ printf '[ours]\nwidth = 80\n' >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:2: settings have no sections such as [ours]
!   hint: remove the heading
= 2

# A line too long is not cut in two
$ printf 'width = 80\nstore = /%0200d\n' 0 >~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini:2: the line is longer than 19[..] bytes
= 2

# The longest line
$ printf 'store = /%0188d\n' 0 >~/.config/exportctl/config.ini; exportctl config | grep -c 0000000
| 1

# A file that may not be read as one
$ rm ~/.config/exportctl/config.ini; mkdir ~/.config/exportctl/config.ini; exportctl config
! exportctl: [..]/config.ini: the settings cannot be read
= 3

# A variable that cannot be
$ rmdir ~/.config/exportctl/config.ini; EXPORTCTL_OUTPUT=xml exportctl config
! exportctl: EXPORTCTL_OUTPUT must be one of table|json|ndjson|csv, not "xml"
!   hint: it is set in the environment
= 2

# A variable without a value says nothing
$ EXPORTCTL_OUTPUT= exportctl config | grep output
| output = table

# A today that cannot be
$ EXPORTCTL_TODAY=tomorrow exportctl config
! exportctl: EXPORTCTL_TODAY must be a day such as 2026-11-23, not "tomorrow"
!   hint: it is set in the environment
= 2

# A user's own snapshot goes before the one beside the program
$ mkdir -p ~/.local/share/exportctl; : >~/.local/share/exportctl/current.snapshot
> exportctl config --explain | grep ^snapshot
| snapshot  [..]/home/.local/share/exportctl/current.snapshot  the user's data folder
