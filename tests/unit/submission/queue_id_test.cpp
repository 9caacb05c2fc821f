// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/queue_id.hpp"
#include "support/catch.hpp"

#include <utility>

using namespace mpm;

namespace {

std::string idIn(const std::string& text)
{
    Reply reply;
    reply.code = 250;
    reply.lines.emplace_back(text);
    return queueIdOf(reply);
}

} // namespace

TEST_CASE("The queue ID of every well-known server is found")
{
    const std::vector<std::pair<std::string, std::string>> replies{
        {"2.0.0 Ok: queued as 4Xyz12AB3cz9rxN", "4Xyz12AB3cz9rxN"},                               // Postfix
        {"2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 3F2504E0", "3F2504E0"}, // amavisd
        {"OK id=1qJ3mK-0004Xy-1J", "1qJ3mK-0004Xy-1J"},                                           // Exim
        {"2.0.0 3AL8abcd012345 Message accepted for delivery", "3AL8abcd012345"},                 // Sendmail
        {"2.0.0 8c59b518 Message accepted for delivery", "8c59b518"},                             // OpenSMTPD
        {"2.6.0 <a@b.example> [InternalId=8254128521255, Hostname=X.example] 1560 bytes in 0.2 Queued mail for "
         "delivery",
         "8254128521255"},                                                                   // Exchange
        {"2.0.0 <b@example.test> X8e+M38hA2u4QQAAg+zDdQ Saved", "X8e+M38hA2u4QQAAg+zDdQ"},   // Dovecot
        {"ok 1700000000 qp 12345", "12345"},                                                 // qmail
        {"2.0.0 OK  1700000000 d9443c01a7336-1cc6d0e.2 - gsmtp", "d9443c01a7336-1cc6d0e.2"}, // Gmail
        {"Ok 0100018c2f5d-7c2e-4f6b-000000", "0100018c2f5d-7c2e-4f6b-000000"},               // Amazon SES
        {"Ok. 00000000000A01B2.65573A11.00001F2E", "00000000000A01B2.65573A11.00001F2E"},    // Courier
        {"Message Queued (5A1B-22.1)", "5A1B-22.1"},                                         // Haraka
        {"ok:  Message 12345678 accepted", "12345678"},                                      // Cisco
        {"2.0.0 Message queued with id 17a2b3c4d5.", "17a2b3c4d5"},                          // Stalwart
    };
    for (const auto& [text, id] : replies) {
        CAPTURE(text);
        CHECK(idIn(text) == id);
    }
}

TEST_CASE("Where no ID is named, none is made up")
{
    for (const auto* text :
         {"", "ok", "2.0.0 Ok", "Message accepted for delivery", "Queued mail for delivery", "Queued (0.123 seconds)",
          "2.5.0 Great success", "Thank you for your message", "Ok, message saved", "queued as", "Ok: queued as !!!"}) {
        CAPTURE(text);
        CHECK(idIn(text).empty());
    }
}

TEST_CASE("An ID is short and safe to print, whatever the server says")
{
    CHECK(idIn("queued as 4X|y`$(z)").find_first_of("|`$(") == std::string::npos);
    CHECK(idIn("queued as " + std::string(5000, 'a')).empty());
}
