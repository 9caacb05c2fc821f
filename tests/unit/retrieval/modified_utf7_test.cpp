// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/modified_utf7.hpp"
#include "support/catch.hpp"

#include <optional>
#include <string>
#include <utility>

using namespace mpm;

TEST_CASE("A folder's name goes to IMAP's own UTF-7 and back")
{
    const std::pair<const char*, const char*> names[] = {
        {"INBOX", "INBOX"},
        {"", ""},
        {"Q & A", "Q &- A"},
        {"&&", "&-&-"},
        {"Entwürfe", "Entw&APw-rfe"},
        {"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"}, // RFC 3501 section 5.1.3
        {"Hi Mom -\u263A-!", "Hi Mom -&Jjo--!"},
        {"\U0001F4E7", "&2D3c5w-"},
        {"tab\there", "tab&AAk-here"},
    };
    for (const auto& [utf8, utf7] : names) {
        INFO(utf8);
        CHECK(toModifiedUtf7(utf8) == std::optional<std::string>(utf7));
        CHECK(fromModifiedUtf7(utf7) == std::optional<std::string>(utf8));
    }
}

TEST_CASE("What is no UTF-8 has no form for IMAP, and what is no UTF-7 of IMAP's is no name")
{
    CHECK_FALSE(toModifiedUtf7("\xFF"));
    CHECK_FALSE(toModifiedUtf7("\xED\xA0\x80"));
    for (const auto* text : {"&", "&AP", "&APw", "&A-", "&APx-", "Entw\xC3\xBCrfe", "a\tb", "&AGE-", "&2D3-", "&3Oc-",
                             "&2D0AYQ-", "&U,BTFw-&ZeVnLIqe-", "&U/BTFw-", "&AP=-"}) {
        INFO(text);
        CHECK_FALSE(fromModifiedUtf7(text));
    }
}
