// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/secret.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>
#include <utility>

using namespace mpm;

namespace {

/// Memory that outlives whatever is put into it, so that a test may look at what was left behind.
std::array<char, 4096> arena;
std::size_t arenaUsed = 0;

template <class T>
struct ArenaAllocator {
    T* allocate(std::size_t count)
    {
        auto* const first = arena.data() + arenaUsed;
        arenaUsed += count;
        return first;
    }
    void deallocate(T* /*first*/, std::size_t /*count*/) noexcept {}
};

using Octets = std::vector<char, WipingAllocator<char, ArenaAllocator<char>>>;

bool arenaHolds(std::string_view text)
{
    return std::string_view(arena.data(), arena.size()).find(text) != std::string_view::npos;
}

constexpr std::string_view shortOne = "open";
constexpr std::string_view longOne = "correct-Horse-battery-staple-7";

} // namespace

TEST_CASE("What held a secret is wiped when it ends, grows, or takes another one, however short the secret is")
{
    static_assert(std::is_same_v<WipedOctets::allocator_type, WipingAllocator<char>>);
    for (const auto text : {shortOne, longOne}) {
        arena.fill('x');
        arenaUsed = 0;
        {
            Octets octets(text.begin(), text.end());
            CHECK(arenaHolds(text));
            octets.reserve(octets.capacity() + 1); // moves on: one copy, not two
            const auto first = arenaHolds(text);
            CHECK(first);
            CHECK(std::search(arena.begin(), arena.begin() + static_cast<std::ptrdiff_t>(text.size()), text.begin(),
                              text.end()) == arena.begin() + static_cast<std::ptrdiff_t>(text.size()));
            auto moved = std::move(octets);
            CHECK(arenaHolds(text));
            moved = Octets{'n', 'e', 'w'};
            CHECK_FALSE(arenaHolds(text));
        }
        CHECK_FALSE(arenaHolds("new"));
        CHECK(std::all_of(arena.begin(), arena.begin() + static_cast<std::ptrdiff_t>(arenaUsed),
                          [](char c) { return c == '\0'; }));
        CHECK(arena[arenaUsed] == 'x');
    }
}

TEST_CASE("Copies of a secret share its octets, and one that was moved from has none")
{
    for (const auto text : {shortOne, longOne}) {
        const Secret secret(text);
        CHECK(secret.reveal() == text);
        CHECK(secret.reveal().data() != text.data());
        auto copy = secret;
        CHECK(copy.reveal().data() == secret.reveal().data());
        const auto moved = std::move(copy);
        CHECK(moved.reveal().data() == secret.reveal().data());
        CHECK(copy.empty()); // NOLINT(bugprone-use-after-move): that is what is tested
        copy = Secret("another");
        CHECK(copy.reveal() == "another");
        CHECK(secret.reveal() == text);
    }
    CHECK(Secret().empty());
    CHECK(Secret("").empty());
    CHECK(Secret().reveal().empty());
}

TEST_CASE("Secrets are joined and encoded octet by octet, NUL included")
{
    CHECK(joined({}).empty());
    CHECK(joined({std::string_view("\0tim\0", 5), "pass", ""}).reveal() == std::string_view("\0tim\0pass", 9));
    CHECK(inBase64(joined({std::string_view("\0tim\0", 5), "pass"})).reveal() == "AHRpbQBwYXNz");
    CHECK(inBase64(Secret("pas")).reveal() == "cGFz");
    CHECK(inBase64(Secret("pa")).reveal() == "cGE=");
    CHECK(inBase64(Secret()).empty());
}
