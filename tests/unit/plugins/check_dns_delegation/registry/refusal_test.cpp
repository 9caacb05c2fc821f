// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;

namespace {

const auto shop = DnsName::parse("shop.com");

/// What may, would or always does happen to those who ask too often.
const std::vector<std::string> notices{
    "Access to the WHOIS service is rate limited. See the registry's site for details.",
    "High-volume processes are not allowed. Abuse is monitored and will result in being permanently blacklisted.",
    "The registry reserves the right to restrict or deny your access to the database if you exceed the query limit.",
    "Excessive queries will result in your IP address being blocked.",
    "Queries to this service are throttled. If too many queries are received from one address, the service will begin "
    "to reject further queries for a period of time.",
    "To ensure that the service is there for all, the number of queries is limited. Addresses which exceed the limit "
    "are blocked for a day.",
    "Failure to comply results in denied access.",
    "Bulk access is denied.",
    "Any abuse leads to your address being banned.",
    "Automated querying is strictly forbidden and may get your IP address blacklisted.",
    "Your access may be limited or blocked at any time.",
    "You are not authorized to access or query our database through high volume, automated processes.",
    "This service has rate limits; too many queries lead to a temporary block of your address.",
    "Your IP address is logged and will be blocked on excessive use.",
    "Please do not send more than 100 requests per minute.",
    "A maximum of 20 queries per minute is permitted for each address.",
    "We limit the number of queries per address. Abusive clients are blacklisted.",
    "Clients exceeding the limit are denied access for 24 hours.",
    "Requests above 30 per minute and address are refused.",
    "Repeated violation causes your host to be blocked.",
    "Your query has been logged. Access from addresses that abuse the service is blocked.",
    "Users are asked not to exceed 10 queries per second.",
    "Whoever exceeds the limit is blocked for 24 hours.",
    "Queries are rate limited and excessive queries are refused.",
    "There is a query limit. When it has been reached, please wait 60 minutes.",
    "This server blocks addresses that query too often.",
    "Too frequent queries cause a temporary ban.",
    "Querying too fast gets you blocked.",
    "Exceeding this limit is treated as abuse; your access is then denied.",
    "Persons who query excessively are denied access without further notice.",
    "Be aware that high query rates are blocked.",
    "Using multiple queries to download part of the register is strictly forbidden.",
    "Exceeding query rate or volume limits is not permitted.",
    "Unauthorized access is prohibited.",
    "Access to personal data is restricted and access by third parties is denied.",
    "Queries left before your limit is reached: 99",
    "Your limit of queries has not been exceeded.",
    "Access may be withdrawn or restricted at any time, and is denied to whoever ignores these rules.",
    "The number of queries per IP address and day is limited; the counter is reset at midnight.",
    "It is not allowed to query this server more often than once a second.",
    "Our servers are protected by a firewall, and hosts that make excessive queries are automatically blocked.",
    "By using this service you accept that excessive use leads to a block of your network.",
    "This service is provided for interactive use; robots are denied access.",
    "Mass queries are detected and your IP address gets blocked.",
    "Query rates are limited per IP address. Contact us for higher limits.",
    "IP addresses from which too many queries come are blocked for one hour.",
    "Access from your IP is limited to 100 queries per hour.",
    "All queries are subject to throttling.",
    "The maximum allowed number of queries per day is 1000 for your address.",
    "After 100 queries in an hour, access is refused until the next hour.",
    "In order to prevent data mining, access is limited and excessive requests are denied.",
    "Access to the zone file is denied to the public.",
    "Non-registrars have their access restricted to 10 queries per minute.",
    "Queries exceeding the limit receive no answer.",
    "Warning: heavy users get banned.",
    "Web access at the registry's site is protected by a captcha; automated access is blocked.",
    "We employ rate limiting. Contact support to have your address unblocked.",
    "Access is limited: 30 queries per minute are allowed. Query limit exceeded means that your IP address is blocked "
    "until the next day.",
    "The registry has a list of abusers. Addresses on it are refused. An address is put on it after too many queries.",
    "Error codes: 101 nothing to show, 102 access denied, 103 too many requests.",
    "Note that the server returns \"Too many requests\" to clients over the limit.",
    "If you see \"limit exceeded\" please try again later.",
    "Data mining is prohibited. We have blocked access from addresses that did so in the past.",
    "Faster queries are dropped, and repeat offenders are banned.",
    "Some data has been withheld because access to it is restricted. Requests for disclosure are denied without cause.",
    "Blocked addresses are not unblocked on request. Your IP was not blocked.",
    "Connections beyond 5 at once are rejected, and wildcard queries are refused.",
    "Access to bulk data has been suspended.",
    "WARNING: THE NUMBER OF QUERIES IS LIMITED. IF THE LIMIT IS EXCEEDED, ACCESS IS DENIED.",
    "Wer mehr als 100 Mal am Tag fragt, wird gesperrt.",
    "L'utilisation est limitée. Toute adresse qui dépasse la limite est bloquée.",
    "El número de consultas está limitado. Quien supere el límite será bloqueado.",
    "Количество запросов ограничено. Адреса, превысившие лимит, блокируются.",
    "Bei Überschreitung des Limits wird der Zugriff gesperrt.",
    "Zu viele Anfragen führen zur Sperrung.",
    "Trop de requêtes entraînent un blocage temporaire de votre adresse.",
    "En caso de demasiadas consultas el acceso puede ser bloqueado.",
    "O excesso de consultas resulta em bloqueio.",
    "При превышении лимита доступ блокируется.",
    "Po przekroczeniu limitu adres zostaje zablokowany.",
};

/// What a server says to us, now.
const std::vector<std::string> refusals{
    "Sorry, you have exceeded the number of queries allowed for your IP. Please try again after 24 hours.",
    "Your IP address has been blocked for abuse. Contact the help desk if you think that this is wrong.",
    "You have exceeded the query limit, if you need more, please write to us.",
    "You have exceeded allowed connection rate.",
    "Access from your network is denied.",
    "Connection limit exceeded for your address.",
    "Connection refused: exceeded maximum connection limit from 192.0.2.10",
    "Daily query limit reached, service resumes at midnight.",
    "ERROR: 101: too many queries",
    "Rate limit: try again in 60 seconds.",
    "Please try again in 4 seconds",
    "This IP is temporarily blocked.",
    "Your host was put on the black list.",
    "Server refused your query: you query too often.",
    "Lookups from this address are suspended until 12:00.",
    "Whois access has been disabled for your IP address.",
    "Unauthorized IP address.",
    "Query rate too high.",
    "Max queries per hour exceeded",
    "Please slow down.",
    "Quota exceeded (100/day)",
    "You have no permission to query this server.",
    "You are not authorized to access this service from your IP.",
    "Service limit reached for this client; come back later.",
    "Your IP is not whitelisted.",
    "This service is for registrars only. Access denied.",
    "Access is denied.",
    "Due to the large number of queries from your address, it is blocked for an hour.",
    "Your query was rejected since the daily allowance is used up.",
    "Your request cannot be completed at this time due to query limit controls.",
    "Excessive querying from your address detected: access is limited for 1 hour.",
    "WHOIS service is not available to your IP address.",
    "No more lookups for today.",
    "Forbidden",
    "Access to this service from your location is not allowed.",
    "Access will only be enabled for IP addresses authorised by the registry.",
    "The IP address from which you have visited this database is contained within a list of addresses that may have "
    "failed to abide by the policy.",
    "440 Request Denied",
    "Query limit for 192.0.2.10 exceeded, blocked until 2030-01-01 00:00:00",
    "WHOIS: you're being rate limited. Please try again later.",
    "Your address 192.0.2.10 is on our blacklist.",
    "Error: request rate exceeded",
    "Your allotted number of queries for this hour is used up.",
    "The number of queries from your IP address exceeds the allowed limit.",
    "Query refused due to excessive load from your network.",
    "Too many connections, try again later",
    "You have reached your daily query limit.",
    "Request cannot be processed: rate limit.",
    "Connection from your IP address rejected.",
    "Your IP was banned for flooding.",
    "Service denied: abuse detected from 192.0.2.10",
    "Please wait at least 30 seconds between queries.",
    "Sorry, your host is not allowed to access this server.",
    "Limit of connections per minute reached for your IP.",
    "You are querying too frequently.",
    "Limit zapytań został przekroczony.",
    "Превышен лимит запросов.",
};

/// Lines of 70 octets at most, with a mark in front of each.
std::string wrapped(const std::string& text, const std::string& mark)
{
    std::string lines;
    std::string rest = text;
    while (rest.size() > 70) {
        const auto end = rest.rfind(' ', 70);
        lines += mark + rest.substr(0, end) + "\n";
        rest.erase(0, end + 1);
    }
    return lines + mark + rest + "\n";
}

std::string stateOf(const std::string& answer)
{
    return std::string(registryStanding(parseWhois(answer, shop)));
}

const std::string record = "Domain Name: SHOP.COM\nRegistrar: Sample\nCreation Date: 2020-01-31T00:00:00Z\n"
                           "Registry Expiry Date: 2031-01-31T00:00:00Z\nName Server: NS1.SHOP.COM\n";
const std::string no = "No match for \"SHOP.COM\".\n";
const std::string terms = "Terms of use: the data is provided for information purposes only. You agree not to use it\n"
                          "for advertising, spam or other commercial purposes.\n";

} // namespace

TEST_CASE("What a registry may do to those who ask too often is no word that it turns us away", "[registry][whois]")
{
    for (const auto& notice : notices) {
        for (const std::string mark : {"", "% ", "# "}) {
            for (const auto& lines : {wrapped(notice, mark), mark + notice + "\n"}) {
                INFO(lines);
                CHECK(stateOf(lines) == "not-understood");
                CHECK(stateOf(record + "\n" + lines) == "registered");
                CHECK(stateOf(lines + "\n" + record) == "registered");
                CHECK(stateOf(record + lines) == "registered");
                CHECK(stateOf(no + "\n" + lines) == "free");
                CHECK(stateOf(lines + "\n" + no) == "free");
                CHECK(stateOf(lines + no) == "free");
            }
        }
    }
}

TEST_CASE("What a registry says to us now turns us away, alone and beside terms of use", "[registry][whois]")
{
    for (const auto& refusal : refusals) {
        for (const std::string mark : {"", "% "}) {
            for (const auto& lines : {wrapped(refusal, mark), mark + refusal + "\n"}) {
                INFO(lines);
                CHECK(stateOf(lines) == "turned-away");
                CHECK(stateOf(lines + "\n" + terms) == "turned-away");
                CHECK(stateOf(terms + "\n" + lines) == "turned-away");
            }
        }
    }
}

TEST_CASE("Beside a whole record only what is said to us, or that it is cut, turns us away", "[registry][whois]")
{
    CHECK(stateOf(record + "\nPlease wait 10 seconds.\n") == "registered");
    CHECK(stateOf(record + "\nQuery limit exceeded.\n") == "registered");
    CHECK(stateOf(record + "\nYou have exceeded the query limit.\n") == "turned-away");
    CHECK(stateOf("% Query limit exceeded. Reduced information.\n\n" + record) == "turned-away");
    CHECK(stateOf(no + "\nQuery limit exceeded.\n") == "turned-away");
    CHECK(stateOf(no + "\nPlease wait 10 seconds.\n") == "turned-away");
}
