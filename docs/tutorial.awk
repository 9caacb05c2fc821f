# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the code blocks of adding-a-check.md into the files that their first lines name, below `out`, each with the
# line about the licence on top.
/^```cpp$/ { inside = 1; file = ""; next }
/^```$/ { if (file != "") close(file); inside = 0; next }
inside && file == "" {
    file = out "/" $2
    folder = file
    sub(/\/[^\/]*$/, "", folder)
    system("mkdir -p '" folder "'")
    print "// SPDX-License-Identifier: GPL-3.0-or-later" > file
    next
}
inside { print > file }
