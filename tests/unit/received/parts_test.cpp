// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/parts.hpp"
#include "received/transfer_encoding.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;

namespace {

using Texts = std::vector<std::string>;

/// "type: text" of each part.
Texts shown(const std::string& message)
{
    Texts texts;
    for (const auto& part : partsOfMessage(message).parts) {
        texts.push_back(part.media.type + ": " + part.text);
    }
    return texts;
}

std::string nested(int depth)
{
    std::string message;
    for (int i = 0; i < depth; ++i) {
        message +=
            "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
    }
    return message + "\ntext\n";
}

} // namespace

TEST_CASE("a plain message is one part, decoded")
{
    CHECK(shown("Subject: x\r\n\r\nhi\r\n") == Texts{"text/plain: hi\r\n"});
    CHECK(shown("Content-Transfer-Encoding: quoted-printable\r\n\r\na=3Db=\r\nc=20\r\n") ==
          Texts{"text/plain: a=bc \r\n"});
    CHECK(shown("Content-Type: Text/HTML; charset=\"UTF-8\"\nContent-Transfer-Encoding: base64\n\naGk=\n") ==
          Texts{"text/html: hi"});
    CHECK(shown("") == Texts{"text/plain: "});
}

TEST_CASE("a media type is read with its comments, quotes and letter case")
{
    const auto media =
        MediaType::parse("Multipart/Report (x); report-type=Delivery-Status;\tboundary=\"a; b=c\" ; charset=UTF-8");
    CHECK(media.type == "multipart/report");
    CHECK(media.reportType == "delivery-status");
    CHECK(media.boundary == "a; b=c");
    CHECK(media.charset == "utf-8");
    for (const auto* odd : {"", "text", "/", "text/", "te xt/plain", ";"}) {
        CHECK(MediaType::parse(odd).type == "text/plain");
    }
}

TEST_CASE(
    "the parts of a multipart come in their order, those inside others too, without the line end before a boundary")
{
    const std::string message =
        "Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\npreamble\r\n--a\r\n\r\none\r\n\r\n--a\r\n"
        "Content-Type: multipart/alternative; boundary=ab\r\n\r\n--ab\r\n\r\ntwo\r\n--ab\r\n"
        "Content-Type: text/html\r\n\r\n<p>three\r\n--ab--\r\nepilogue\r\n--a--\r\nrest\r\n";
    CHECK(shown(message) == Texts{"text/plain: one\r\n", "text/plain: two", "text/html: <p>three"});
    CHECK_FALSE(partsOfMessage(message).wasCut);
}

TEST_CASE("a message inside a message is one part")
{
    CHECK(shown("Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: "
                "inner\n\nx\n--a--\n") == Texts{"message/rfc822: Subject: inner\n\nx"});
}

TEST_CASE("a multipart whose boundary is missing is one part, and one that was cut off keeps what came")
{
    CHECK(shown("Content-Type: multipart/mixed\n\nbody") == Texts{"multipart/mixed: body"});
    CHECK(shown("Content-Type: multipart/mixed; boundary=a\n\nbody") == Texts{"multipart/mixed: body"});
    CHECK(shown("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nbegun") == Texts{"text/plain: begun"});
}

TEST_CASE("parts without end, and parts inside parts without end, are bounded")
{
    std::string many = "Content-Type: multipart/mixed; boundary=a\n\n";
    for (int i = 0; i < 1000; ++i) {
        many += "--a\n\nx\n";
    }
    CHECK(partsOfMessage(many).parts.size() == mostMessageParts);
    CHECK(partsOfMessage(many).wasCut);
    CHECK(shown(nested(deepestMessagePart)) == Texts{"text/plain: text\n"});
    CHECK(partsOfMessage(nested(deepestMessagePart + 1)).parts.empty());
    CHECK(partsOfMessage(nested(1000)).wasCut);
}
