// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/ed25519_key.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mpm::checkMailAuth {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t octetsOfKey = 32;
constexpr char sign = '\x7F'; ///< of the last octet, all but the sign of x

/// y of the points whose order divides 8, and those of them that can be written in a second way, modulo 2^255 - 19.
/// The octets between the first and the last are all the same where only these two are given.
struct Ends {
    unsigned char first;
    unsigned char between;
    unsigned char last;
};

constexpr std::array<Ends, 5> simple{Ends{0x00, 0x00, 0x00}, Ends{0x01, 0x00, 0x00}, Ends{0xEC, 0xFF, 0x7F},
                                     Ends{0xED, 0xFF, 0x7F}, Ends{0xEE, 0xFF, 0x7F}};

constexpr std::array<std::string_view, 2> ofOrderEight{
    "\xC7\x17\x6A\x70\x3D\x4D\xD8\x4F\xBA\x3C\x0B\x76\x0D\x10\x67\x0F"
    "\x2A\x20\x53\xFA\x2C\x39\xCC\xC6\x4E\xC7\xFD\x77\x92\xAC\x03\x7A"sv,
    "\x26\xE8\x95\x8F\xC2\xB2\x27\xB0\x45\xC3\xF4\x89\xF2\xEF\x98\xF0"
    "\xD5\xDF\xAC\x05\xD3\xC6\x33\x39\xB1\x38\x02\x88\x6D\x53\xFC\x05"sv};

} // namespace

bool isOfSmallOrder(std::string_view key)
{
    if (key.size() != octetsOfKey) {
        return false;
    }
    std::string y(key);
    y.back() = static_cast<char>(y.back() & sign);
    return std::find(ofOrderEight.begin(), ofOrderEight.end(), y) != ofOrderEight.end() ||
           std::any_of(simple.begin(), simple.end(), [&](const Ends& ends) {
               std::string point(octetsOfKey, static_cast<char>(ends.between));
               point.front() = static_cast<char>(ends.first);
               point.back() = static_cast<char>(ends.last);
               return point == y;
           });
}

} // namespace mpm::checkMailAuth
