// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/expected.hpp"

#include "check/ascii.hpp"
#include "check_mail_roundtrip/fingerprint.hpp"
#include "received/encoded_words.hpp"
#include "received/header.hpp"
#include "received/parts.hpp"

#include <utility>

namespace mpm::checkMailRoundtrip {
namespace {

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        lines.emplace_back(takeLine(text));
    }
    while (!lines.empty() && lines.back().empty()) {
        lines.pop_back();
    }
    return lines;
}

} // namespace

std::string Expected::fingerprint() const
{
    Fingerprint fingerprint;
    fingerprint.add(subject);
    for (const auto& part : parts) {
        fingerprint.add(part.type);
        fingerprint.add(part.charset);
        fingerprint.add(std::to_string(part.lines.size()));
        for (const auto& line : part.lines) {
            fingerprint.add(line);
        }
    }
    if (!outside.empty()) {
        fingerprint.add(outside);
    }
    return fingerprint.toString();
}

Expected expectedOf(std::string_view message)
{
    Expected expected;
    expected.subject = join(splitWords(withoutEncodedWords(ReceivedHeader::parse(message).value("Subject"))), " ");
    auto read = partsOfMessage(message);
    expected.outside = std::move(read.outside);
    for (const auto& part : read.parts) {
        const bool isAscii = part.media.charset.empty() || part.media.charset == "us-ascii";
        expected.parts.push_back({part.media.type, isAscii ? "utf-8" : part.media.charset, linesOf(part.text)});
    }
    return expected;
}

} // namespace mpm::checkMailRoundtrip
