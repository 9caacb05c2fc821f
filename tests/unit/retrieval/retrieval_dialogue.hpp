// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace mpm::test {

/// A transcript of tests/dialogues/imap or pop3 must go word for word and have its outcome. Behind "! " stands, in
/// order, what the client is to do:
///   url URL | mechanism NAME | clear | untrusted | secret TEXT | folder NAME   how the store is reached
///   find NAME VALUE | text VALUE                                               a search, of headers or of all
///   remove | close                                                             what was found, the connection
/// Behind "= " stand the words of the outcome: found:FOLDER/UID, with "!" behind where the folder is for spam and "~"
/// where body or header are cut, removed:UID, marked:UID, left:N, failure:STEP, with ":refused" or ":obstacle" behind.
/// A script that begins anew with a line "S: " after "* closes" is a second connection. TLS is begun where the client
/// wants it, and stands at once.
void checkTranscript(const std::string& file);

} // namespace mpm::test
