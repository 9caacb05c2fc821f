// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a server makes of a secret: no text keeps a form that is promised to be masked, and no other one changes.
#include "check/base64.hpp"
#include "smtp/secrets.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <random>

using namespace mpm;

namespace {

constexpr int rounds = 5000;

/// Few characters, so that secrets repeat in themselves and in the text around them; none of the mask's.
class Generator {
public:
    explicit Generator(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }

    std::string word(std::size_t least, std::size_t most)
    {
        constexpr std::string_view alphabet = "aab+%=/ .";
        std::string text;
        for (auto left = least + below(most - least + 1); left > 0; --left) {
            text += alphabet[below(alphabet.size())];
        }
        return text;
    }

private:
    std::mt19937 random_;
};

std::string spelled(const std::string& password, char between)
{
    std::string text;
    for (const char c : password) {
        text += {c, between};
    }
    text.pop_back();
    return text;
}

bool holdsAny(std::string_view text, const std::vector<std::string>& forms)
{
    return std::any_of(forms.begin(), forms.end(),
                       [&](const std::string& form) { return text.find(form) != std::string_view::npos; });
}

/// With one octet, whichever, between each two of its characters.
bool holdsSpelled(std::string_view text, const std::string& password)
{
    for (std::size_t at = 0; at + 2 * password.size() - 1 <= text.size(); ++at) {
        std::size_t same = 0;
        while (same < password.size() && text[at + 2 * same] == password[same]) {
            ++same;
        }
        if (same == password.size()) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("No text of a server keeps a form of a secret that is masked, and none without one changes")
{
    const unsigned seed = 5321; // the same texts in every run
    Generator generator(seed);
    int hidden = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto password = generator.word(1, 8);
        const FramedSecret framed{"user=tim\1auth=Bearer ", Secret(password), "\1\1"};
        const auto sent = encodeBase64("tim " + generator.word(8, 8));
        Secrets secrets;
        secrets.add(Secret(password));
        secrets.add(framed);
        secrets.addSent(Secret(sent));
        std::vector<std::string> forms{sent, std::string(inBase64(framed.whole()).reveal())};
        for (const auto& form : formsOf(Secret(password))) {
            forms.emplace_back(form.reveal());
        }
        auto text = generator.word(0, 12);
        for (auto left = generator.below(3); left > 0; --left) {
            text += generator.below(3) == 0 ? spelled(password, generator.word(1, 1).front())
                                            : forms[generator.below(forms.size())];
            text += generator.word(0, 4);
        }
        CAPTURE(seed, round, password, text);
        const auto masked = secrets.masked(text);
        const auto refusal = secrets.maskedRefusal(text);
        const bool toBeMasked = holdsAny(text, forms);
        const bool toBeMaskedInRefusal = toBeMasked || holdsSpelled(text, password);
        hidden += toBeMaskedInRefusal ? 1 : 0;
        if (holdsAny(masked, forms) || (masked == text) == toBeMasked) {
            FAIL("masked: " << masked);
        }
        // A mask between two halves makes no new run: it is longer than one octet.
        if (holdsAny(refusal, forms) || holdsSpelled(refusal, password) || (refusal == text) == toBeMaskedInRefusal) {
            FAIL("masked where it refuses a login: " << refusal);
        }
        const auto cut = text.substr(0, generator.below(text.size() + 1));
        const auto fragment = secrets.maskedFragment(cut);
        for (const auto& form : forms) {
            for (auto size = std::min(form.size(), fragment.size()); size >= 3; --size) {
                if (fragment.ends_with(form.substr(0, size))) {
                    FAIL("masked where it was cut: " << fragment << " of " << cut);
                }
            }
        }
    }
    CHECK(hidden > rounds / 4); // the generator hits
    CHECK(hidden < rounds);
}
