// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/encoded_words.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("encoded words of a subject are read, and the blanks between two of them vanish")
{
    CHECK(withoutEncodedWords("plain text") == "plain text");
    CHECK(withoutEncodedWords("=?UTF-8?B?R3LDvMOfZQ==?= you") == "Gr\xc3\xbc\xc3\x9f"
                                                                 "e you");
    CHECK(withoutEncodedWords("a =?utf-8?q?b_c=3D?=\t =?utf-8?Q?d?= e") == "a b c=d e");
    CHECK(withoutEncodedWords("=?a?B?aGk=?= =?b") == "hi =?b");
}

TEST_CASE("what only looks like an encoded word stays as it is")
{
    for (const auto* odd :
         {"=?", "=?utf-8?", "=?utf-8?B", "=?utf-8?B?", "=?utf-8?X?a?=", "=?utf-8?Q?a b?=", "=?utf-8?Q?a"}) {
        CHECK(withoutEncodedWords(odd) == odd);
    }
}
