// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/hostile_octets.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm::property {
namespace {

using Pieces = std::vector<std::string>;

const Pieces& calmPieces()
{
    static const Pieces pieces{"|",
                               "'",
                               "\"",
                               "=",
                               ";",
                               "::",
                               "<",
                               ">",
                               "`",
                               "$(",
                               "$",
                               "(",
                               "%",
                               "%s%n",
                               "\\",
                               "\\n",
                               "{",
                               "}",
                               ",",
                               "[",
                               "]",
                               "/",
                               "&amp;",
                               "#",
                               " ",
                               "  ",
                               ".",
                               "...",
                               "0",
                               "1.5",
                               "1,5",
                               "-1e309",
                               "U",
                               "OK",
                               "[CRITICAL] ",
                               "[OK] x",
                               "SMTP BANNER OK - ",
                               "MX CRITICAL - ",
                               "'x'=1;2;3",
                               " | time=0.1s;;;0",
                               "time=9s",
                               "what to do: ",
                               "C: ",
                               "0.001s C: <",
                               "s C: ",
                               "\"command\":\"",
                               "\"} 1",
                               "status\":0",
                               "5.7.1 ",
                               "2.0.0 ",
                               "4.7.0 ",
                               "250 ",
                               "250-",
                               "421 ",
                               "queued as ",
                               " queued as A1b2C3d4E5",
                               "id=1a2B3c-0000000-xY",
                               "id=",
                               "A1b2C3d4",
                               "mail.example.com",
                               "192.0.2.1",
                               "::1",
                               "<script>alert(1)</script>",
                               "$(reboot)",
                               "`id`",
                               "word"};
    return pieces;
}

const Pieces& wildPieces()
{
    static const Pieces pieces = [] {
        Pieces all{"\n",
                   "\r",
                   "\r\n",
                   "\r\n250 OK\r\n",
                   std::string(1, '\0'),
                   "\x1B",
                   "\x1B[2J",
                   "\x1B]0;x\x07",
                   "\t",
                   "\b",
                   "\x0B",
                   "\x7F",
                   "\x80",
                   "\x85",
                   "\x9B",
                   "\x9F",
                   "\xA0",
                   "\xC2\x80",
                   "\xC2\x85",
                   "\xC2\x9B",
                   "\xC2\xA0",
                   "\xC2\xAD",
                   "\xC0\x80",
                   "\xC0\xBC",
                   "\xE0\x80\xBC",
                   "\xF0\x80\x80\xBC",
                   "\xED\xA0\x80",
                   "\xF4\x90\x80\x80",
                   "\xF8\x88\x80\x80\x80",
                   "\xFF",
                   "\xFE",
                   "\xC3",
                   "\xE2\x82",
                   "\xF0\x9F\x93",
                   "\xC3\xA9",
                   "\xE2\x82\xAC",
                   "\xF0\x9F\x93\xA7",
                   "\xE2\x80\x8B",
                   "\xE2\x80\x8E",
                   "\xE2\x80\xAE",
                   "\xE2\x80\xA8",
                   "\xE2\x80\xA9",
                   "\xE2\x81\xA6",
                   "\xE2\x81\xA9",
                   "\xD8\x9C",
                   "\xEF\xBB\xBF",
                   "\xEF\xBF\xBF",
                   "\xEF\xBF\xB9",
                   "\xF3\xA0\x81\x81",
                   "\xEF\xBD\x9C",
                   "\xCC\x80"};
        all.insert(all.end(), calmPieces().begin(), calmPieces().end());
        return all;
    }();
    return pieces;
}

std::string joined(const Pieces& pieces)
{
    std::string all;
    for (const auto& piece : pieces) {
        all += piece;
    }
    return all;
}

/// A few pieces; the later cases of a run have more of them.
rc::Gen<std::string> ofPieces(const rc::Gen<std::string>& piece)
{
    return rc::gen::map(rc::gen::scale(0.15, rc::gen::container<Pieces>(piece)), joined);
}

std::string repeated(const std::pair<std::string, int>& of)
{
    std::string all;
    for (int i = 0; i < of.second; ++i) {
        all += of.first;
    }
    return all;
}

} // namespace

rc::Gen<std::string> hostileOctets()
{
    static const auto all = [] {
        const auto known = rc::gen::elementOf(wildPieces());
        const auto octet =
            rc::gen::map(rc::gen::inRange(0, 256), [](int c) { return std::string(1, static_cast<char>(c)); });
        const auto some = ofPieces(rc::gen::weightedOneOf<std::string>({{8, known}, {2, octet}}));
        const auto many = rc::gen::map(rc::gen::pair(known, rc::gen::inRange(0, 3000)), repeated);
        return rc::gen::weightedOneOf<std::string>({{30, some}, {1, many}});
    }();
    return all;
}

rc::Gen<std::string> calmWords()
{
    static const auto all = rc::gen::map(ofPieces(rc::gen::elementOf(calmPieces())), [](std::string text) {
        text.resize(std::min<std::size_t>(text.size(), 300));
        return text;
    });
    return all;
}

std::string inMasterFile(std::string_view octets)
{
    std::string text;
    for (const char c : octets) {
        if (isAlphanumeric(c)) {
            text += c;
            continue;
        }
        const auto octet = static_cast<unsigned char>(c);
        text += '\\';
        for (const int digit : {octet / 100, octet / 10 % 10, octet % 10}) {
            text += static_cast<char>('0' + digit);
        }
    }
    return text;
}

} // namespace mpm::property
