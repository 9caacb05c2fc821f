// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_parser.hpp"
#include "support/catch.hpp"

#include <string>
#include <variant>
#include <vector>

using namespace mpm;
using Texts = std::vector<std::string>;

namespace {

std::string shown(const ImapValue& value)
{
    switch (value.kind) {
    case ImapValue::Kind::Nil: return "nil";
    case ImapValue::Kind::Atom: return value.text;
    case ImapValue::Kind::String:
        return "'" + value.text + "'" + (value.omitted == 0 ? "" : "-" + std::to_string(value.omitted));
    case ImapValue::Kind::List: break;
    }
    std::string all = "(";
    for (const auto& item : value.items) {
        all += (all.size() == 1 ? "" : " ") + shown(item);
    }
    return all + ")";
}

std::string shown(const ImapResponse& response)
{
    std::string all = response.kind == ImapResponse::Kind::Continuation ? "+"
                      : response.kind == ImapResponse::Kind::Tagged     ? response.tag
                                                                        : "*";
    all += response.number ? " #" + std::to_string(*response.number) : "";
    all += response.name.empty() ? "" : " " + response.name;
    all += response.code.empty() ? "" : " [" + response.code + "|" + response.codeText + "]";
    all += response.text.raw().empty() ? "" : " \"" + response.text.raw() + "\"";
    for (const auto& value : response.values) {
        all += " " + shown(value);
    }
    return all;
}

Texts responsesIn(const std::string& octets, std::size_t segment = std::string::npos, std::size_t mostLiteral = 1000)
{
    ImapParser parser(mostLiteral);
    Texts all;
    for (std::size_t at = 0; at < octets.size(); at += std::min(segment, octets.size())) {
        parser.feed(octets.substr(at, segment));
        while (const auto result = parser.next()) {
            if (const auto* fault = std::get_if<ImapFault>(&*result)) {
                all.push_back("fault: " + fault->sentence);
                return all;
            }
            all.push_back(shown(std::get<ImapResponse>(*result)));
        }
    }
    return all;
}

std::string faultIn(const std::string& octets)
{
    const auto all = responsesIn(octets);
    return all.empty() ? "nothing" : all.back();
}

bool holds(const std::string& text, const std::string& part)
{
    INFO(text);
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("IMAP responses of every kind are taken apart, however they are cut")
{
    const std::string binary("\0\1\2", 3);
    const std::string octets = "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"
                               "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
                               "+ go ahead\r\n+\r\n+ \r\n"
                               "a1 ok [READ-ONLY] done\r\n"
                               "a2 NO\r\n"
                               "* 23 EXISTS\r\n"
                               "* LIST (\\HasNoChildren \\Junk) \"/\" \"Junk \\\"E\\\\mail\"\r\n"
                               "* LIST () NIL INBOX\r\n"
                               "* LIST () \"/\" {5}\r\na\"b)\r\r\n"
                               "* SEARCH\r\n* SEARCH \r\n* SEARCH 2 84 882\r\n"
                               "* 12 FETCH (UID 7 BODY[HEADER.FIELDS (A B)]<0> {4}\r\nx\r\ny FLAGS () NIL ~{3}\r\n" +
                               binary + ")\r\n* BYE {5}\r\n";
    const Texts wanted{"* OK [CAPABILITY|IMAP4rev1 STARTTLS] \"ready\"",
                       "* CAPABILITY IMAP4rev1 AUTH=PLAIN",
                       "+ \"go ahead\"",
                       "+",
                       "+",
                       "a1 OK [READ-ONLY|] \"done\"",
                       "a2 NO",
                       "* #23 EXISTS",
                       "* LIST (\\HasNoChildren \\Junk) '/' 'Junk \"E\\mail'",
                       "* LIST () nil INBOX",
                       "* LIST () '/' 'a\"b)\r'",
                       "* SEARCH",
                       "* SEARCH",
                       "* SEARCH 2 84 882",
                       "* #12 FETCH (UID 7 BODY[HEADER.FIELDS (A B)]<0> 'x\r\ny' FLAGS () nil '" + binary + "')",
                       "* BYE \"{5}\""};
    CHECK(responsesIn(octets) == wanted);
    for (const std::size_t segment : {1, 2, 3, 7, 64}) {
        INFO(segment);
        CHECK(responsesIn(octets, segment) == wanted);
    }
}

TEST_CASE("Of an IMAP literal no more is kept than wanted, and what follows it is read")
{
    const std::string octets = "* 1 FETCH (BODY[] {1000000}\r\n" + std::string(1000000, 'x') + " UID 5)\r\na OK\r\n";
    CHECK(responsesIn(octets, 4096, 3) == Texts{"* #1 FETCH (BODY[] 'xxx'-999997 UID 5)", "a OK"});
    CHECK(responsesIn("* 1 FETCH (BODY[] {0}\r\n UID 5)\r\n") == Texts{"* #1 FETCH (BODY[] '' UID 5)"});
}

TEST_CASE("A literal that is announced too large is refused before it comes")
{
    CHECK(holds(faultIn("* 1 FETCH (BODY[] {3145729}\r\n"), "announces a literal of 3145729 octets"));
    CHECK(holds(faultIn("* 1 FETCH (BODY[] {4294967295}\r\n"), "announces a literal"));
    CHECK(holds(faultIn("* 1 FETCH (BODY[] {99999999999999999999999999}\r\n"), "announces a literal"));
    std::string many = "* 1 FETCH (";
    for (int i = 0; i < 100; ++i) {
        many += "x {1}\r\ny ";
    }
    CHECK(holds(faultIn(many + ")\r\n"), "more than 64 literals"));
}

TEST_CASE("An IMAP line without end, a response without end, and lists without end are refused")
{
    CHECK(holds(faultIn(std::string(70000, 'x')), "more than 64 KiB"));
    std::string lines = "* X ";
    for (int i = 0; i < 10; ++i) {
        lines += std::string(30000, 'x') + " {1}\r\ny ";
    }
    CHECK(holds(faultIn(lines), "does not end within 256 KiB"));
    CHECK(holds(faultIn("* X " + std::string(60000, '(') + "\r\n"), "nested too deep"));
    std::string values = "* X";
    for (int i = 0; i < 25000; ++i) {
        values += " 1";
    }
    CHECK(holds(faultIn(values + "\r\n"), "too many values"));
}

TEST_CASE("What is no IMAP is told with its beginning")
{
    CHECK(faultIn("220 mail.example.com ESMTP\r\n") == "fault: \"220 mail.example.com ESMTP\" is no IMAP response");
    for (const auto* line : {"",
                             "*",
                             "* ",
                             "a1",
                             "a1 FETCH x",
                             "* 23",
                             "a*1 OK x",
                             "* LIST (",
                             "* LIST )",
                             "* LIST (a",
                             "* LIST (a))",
                             "* LIST \"a",
                             "* LIST \"a\\",
                             "* LIST \"a {1}\r\nb c\"",
                             "* LIST  a",
                             "* LIST a  b",
                             "* LIST \"a\"b",
                             "* LIST ( a)",
                             "* LIST (a )",
                             "* FETCH BODY[x",
                             "* LIST a{b",
                             "* L)IST",
                             "* -1 EXISTS x",
                             "* OK [x"}) {
        INFO(line);
        CHECK(holds(faultIn(std::string(line) + "\r\n"), "fault: "));
    }
    CHECK(holds(faultIn("* OK x\n"), "does not end with CRLF"));
    CHECK(holds(faultIn("* OK x\ry\r\n"), "a lone CR"));
    CHECK(holds(faultIn(std::string("* OK \0\r\n", 8)), "holds NUL"));
}

TEST_CASE("After a fault an IMAP server is not listened to any more")
{
    ImapParser parser(10);
    parser.feed("* OK x\n* OK y\r\n");
    REQUIRE(std::holds_alternative<ImapFault>(*parser.next()));
    parser.feed("* OK z\r\n");
    CHECK(std::holds_alternative<ImapFault>(*parser.next()));
    CHECK(parser.pending().empty());
}

TEST_CASE("What an IMAP server has begun to say can be seen and forgotten")
{
    ImapParser parser(10);
    parser.feed("* LIST () \"/\" {9}\r\nabc");
    CHECK_FALSE(parser.next());
    CHECK(parser.discardPending() == "* LIST () \"/\" {9}\r\n");
    parser.feed("a1 OK fresh\r\n");
    CHECK(shown(std::get<ImapResponse>(*parser.next())) == "a1 OK \"fresh\"");
}
