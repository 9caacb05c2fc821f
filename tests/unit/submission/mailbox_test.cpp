// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "submission/mailbox.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("Addresses are taken as operators write them")
{
    CHECK(Mailbox::parse("a@example.com").toString() == "a@example.com");
    CHECK(Mailbox::parse("<a@example.com>").toString() == "a@example.com");
    CHECK(Mailbox::parse("A.b+c=d@Example.COM").toString() == "A.b+c=d@Example.COM");
    CHECK(Mailbox::parse("\"a b\"@example.com").toString() == "\"a b\"@example.com");
    CHECK(Mailbox::parse("\"a\\\"@b\"@example.com").domain() == "example.com");
    CHECK(Mailbox::parse("a@[192.0.2.1]").domain() == "[192.0.2.1]");
    CHECK(Mailbox::parse("a@[IPv6:2001:db8::1]").domain() == "[IPv6:2001:db8::1]");
    CHECK(Mailbox::parse("postmaster").toString() == "postmaster");
    CHECK(Mailbox::parse("a@example.com.").toString() == "a@example.com");
}

TEST_CASE("Nothing is the null sender")
{
    CHECK(Mailbox::parse("").isNull());
    CHECK(Mailbox::parse("<>").isNull());
    CHECK(Mailbox::parse("").toString().empty());
    CHECK_FALSE(Mailbox::parse("a").isNull());
}

TEST_CASE("Names beyond ASCII become A-labels, local parts beyond it need SMTPUTF8")
{
    CHECK(Mailbox::parse("a@b\xC3\xBC"
                         "cher.example")
              .toString() == "a@xn--bcher-kva.example");
    CHECK_FALSE(Mailbox::parse("a@b\xC3\xBC"
                               "cher.example")
                    .needsUtf8());
    CHECK(Mailbox::parse("j\xC3\xB6rg@example.com").needsUtf8());
}

TEST_CASE("What could end a command, or is no address, is a usage error")
{
    for (const std::string text :
         {"a@example.com\r\nDATA", "a@example.com> SIZE=1", "a b@example.com", "a@", "@example.com", "a@b@example.com",
          "a@exa mple.com", "a@-", "\"a@example.com", "\"a\\\"@example.com", ".a@example.com", "a..b@example.com",
          "a@[300.1.1.1]", "a@example.com\n", "a\x7F@example.com", "a@.", "<a@example.com"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(Mailbox::parse(text), UsageError);
    }
    CHECK_THROWS_AS(Mailbox::parse(std::string("a\0b@example.com", 15)), UsageError);
    CHECK_THROWS_AS(Mailbox::parse(std::string(300, 'a') + "@example.com"), UsageError);
}
