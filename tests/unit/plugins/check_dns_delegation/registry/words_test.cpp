// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/label_kind.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/plain_text.hpp"
#include "check_dns_delegation/registry/record.hpp"
#include "check_dns_delegation/registry/refusal.hpp"
#include "check_dns_delegation/registry/status_kind.hpp"
#include "check_dns_delegation/registry/verdict_words.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("Patterns hold words, stems, ends, gaps and both ends of a sentence", "[registry]")
{
    const auto holds = [](const char* text, const char* patterns) {
        return std::string(firstPattern(plainWords(text), patterns));
    };
    CHECK(holds("you have exceeded the query limit", "no match|exceed- * limit") == "exceed- * limit");
    CHECK(holds("exceeded a b c limit", "exceed- * limit") == "exceed- * limit");
    CHECK(holds("exceeded a b c d limit", "exceed- * limit").empty());
    CHECK(holds("client hold", "-old") == "-old");
    CHECK(holds("available", "^ available $") == "^ available $");
    CHECK(holds("available soon", "^ available $").empty());
    CHECK(holds("not available", "^ available").empty());
    CHECK(holds("", "a||b").empty());
    CHECK(holds("a b", "").empty());
    CHECK(holds("a b", "|b") == "b");
}

TEST_CASE("A text in any code becomes plain letters", "[registry]")
{
    CHECK(plainText("EXPIRA\xC3\x87\xC3\x83O") == "expiracao");
    CHECK(plainText("Expira\xE7\xE3o") == "expiracao");
    CHECK(plainText("\xD0\x94\xD0\xBE\xD0\xBC\xD0\xB5\xD0\xBD") == "domen");
    CHECK(plainText("\xC4\xEE\xEC\xE5\xED") == "domen"); // Windows-1251
    CHECK(plainText("\xE4\xCF\xCD\xC5\xCE") == "domen"); // KOI8-R
    CHECK(plainText("a\nB\xC2\xA0\xE2\x80\x93") == "a\nb -");
    CHECK(plainText("\xE2\x82\xAC") == "?");
    CHECK(plainText("\xFF") == "y");
    CHECK(plainText("").empty());
}

TEST_CASE("A status is told by its stems", "[registry]")
{
    const auto kind = [](const char* text) { return statusKind(registryStatus(text)); };
    for (const auto* text : {"clientHold", "SERVER-HOLD", "on hold", "Suspended", "To be suspended", "inactive",
                             "Deactivated", "NOT DELEGATED", "outOfService", "Suspendido", "zawieszona", "gesperrt"}) {
        INFO(text);
        CHECK(kind(text) == StatusKind::Held);
    }
    for (const auto* text : {"pendingDelete", "redemptionPeriod", "in quarantine", "Deleted", "To be deleted",
                             "pending purge", "cancelled", "en proceso de eliminaci\xC3\xB3n"}) {
        INFO(text);
        CHECK(kind(text) == StatusKind::Deleting);
    }
    for (const auto* text : {"ok", "active", "clientDeleteProhibited", "addPeriod", "autoRenewPeriod", "connect",
                             "REGISTERED", "paid and in zone", "Update forbidden", "not on hold",
                             "Registered until cancelled", "pendingTransfer", "Transfer Locked"}) {
        INFO(text);
        CHECK(kind(text) == StatusKind::Good);
    }
    for (const auto* text : {"free", "AVAILABLE", "Not registered", "No Object Found", "unassigned", "Disponible"}) {
        INFO(text);
        CHECK(kind(text) == StatusKind::Free);
    }
    for (const auto* text : {"reserved", "unavailable", "NOT AVAILABLE", "invalid", "blocked from registration"}) {
        INFO(text);
        CHECK(kind(text) == StatusKind::Reserved);
    }
    for (const auto* text : {"", "frobnicated", "holder verification", "unknown"}) {
        INFO(text);
        CHECK(kind(text) == StatusKind::Unknown);
    }
}

TEST_CASE("A label about the end of a registration is known by its words, and other ends are not", "[registry]")
{
    for (const auto* text : {"Registry Expiry Date", "paid-till", "Renewal date", "valid until", "validity",
                             "Record will expire on", "Good until", "Next renewal due", "Expire-Date",
                             "fecha de vencimiento", "domain_datebilleduntil", "End of registration period"}) {
        INFO(text);
        CHECK(labelKind(plainWords(plainText(text))) == LabelKind::Expiry);
    }
    for (const auto* text : {"last renewed", "Option expiration date", "free-date", "Certificate expires", "valid from",
                             "Transfer lock expires", "outzone", "Updated Date", "Expiry status"}) {
        INFO(text);
        CHECK(labelKind(plainWords(plainText(text))) != LabelKind::Expiry);
    }
}

TEST_CASE("Conditions and rules turn nobody away, and legal text is known as such", "[registry]")
{
    const auto away = [](const char* text) { return saysTurnedAway(plainWords(text)); };
    CHECK(away("you have exceeded your quota"));
    CHECK(away("query limit reached for your address"));
    CHECK(away("access denied"));
    CHECK_FALSE(away("if you exceed the limit access is denied"));
    CHECK_FALSE(away("excessive queries may be blocked"));
    CHECK_FALSE(away("clients that have exceeded the limit are blocked"));
    CHECK_FALSE(away("the number of queries is limited"));
    CHECK(isLegalText(plainWords("terms of use: queries are limited")));
    CHECK(isLegalText(plainWords("you agree not to use the data for advertising or other commercial purposes")));
    CHECK_FALSE(isLegalText(plainWords("no match for this domain")));
}
