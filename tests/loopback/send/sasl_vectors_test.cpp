// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of the RFCs, computed by the library's digests.
#include "check/base64.hpp"
#include "net/poco_digests.hpp"
#include "submission/sasl.hpp"
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <string>

using namespace mpm;
using namespace mpm::test;

namespace {

std::string fromHex(const std::string& text)
{
    std::string octets;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        octets += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    }
    return octets;
}

const std::string scramNonce = "rOprNGfwEbeRWgbNEkqO";
const std::string scramFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

} // namespace

TEST_CASE("Digests are those of RFC 4231, RFC 2202, FIPS 180 and RFC 7914")
{
    PocoDigests digests;
    CHECK(digests.sha256("abc").reveal() ==
          fromHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK(digests.hmacSha256("Jefe", "what do ya want for nothing?").reveal() ==
          fromHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    CHECK(digests.hmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")
              .reveal() == fromHex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    CHECK(digests.hmacMd5("Jefe", "what do ya want for nothing?").reveal() ==
          fromHex("750c783e6ab0b503eaa86e310a5db738"));
    CHECK(digests.pbkdf2Sha256("passwd", "salt", 1).reveal() ==
          fromHex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"));
}

TEST_CASE("Digests are OpenSSL's for keys below, at and above the size of a block")
{
    PocoDigests digests;
    const auto hmac = [](const EVP_MD* hash, const std::string& key, const std::string& octets) {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        HMAC(hash, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(octets.data()),
             octets.size(), digest.data(), &size);
        return std::string(digest.begin(), digest.begin() + size);
    };
    for (const std::size_t size : {1UL, 55UL, 56UL, 63UL, 64UL, 65UL, 128UL, 3000UL}) {
        CAPTURE(size);
        std::string key(size, 'k');
        key.back() = '\xFF';
        for (const std::string octets : {"", "some octets"}) {
            CHECK((digests.hmacSha256(key, octets).reveal() == hmac(EVP_sha256(), key, octets)));
            CHECK((digests.hmacMd5(key, octets).reveal() == hmac(EVP_md5(), key, octets)));
        }
        for (const int iterations : {1, 2, 4096}) {
            std::string derived(32, '\0');
            PKCS5_PBKDF2_HMAC(key.data(), static_cast<int>(size), reinterpret_cast<const unsigned char*>("salt"), 4,
                              iterations, EVP_sha256(), 32, reinterpret_cast<unsigned char*>(derived.data()));
            CHECK((digests.pbkdf2Sha256(key, "salt", static_cast<unsigned>(iterations)).reveal() == derived));
        }
    }
}

TEST_CASE("CRAM-MD5 answers as in RFC 2195")
{
    PocoDigests digests;
    const auto client =
        makeSaslClient(SaslMechanism::CramMd5, {"tim", Secret("tanstaaftanstaaf")}, "", digests, mpm::Seconds(5));
    CHECK_FALSE(client->initialResponse());
    CHECK(client->respond("<1896.697170952@postoffice.reston.mci.net>").reveal() ==
          "tim b913a602c7eda7a495b4e6e7334d3890");
    CHECK_THROWS_AS(client->respond("<again>"), SaslFailed);
}

TEST_CASE("SCRAM-SHA-256 goes as in RFC 7677, and believes the right signature only")
{
    PocoDigests digests;
    const auto client =
        makeSaslClient(SaslMechanism::ScramSha256, {"user", Secret("pencil")}, scramNonce, digests, mpm::Seconds(5));
    CHECK(client->initialResponse().value().reveal() == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    CHECK(client->respond(scramFirst).reveal() == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                                  "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    CHECK_THROWS_AS(client->finish(), SaslFailed);
    SECTION("the right one")
    {
        CHECK(client->respond("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").empty());
        CHECK_NOTHROW(client->finish());
        CHECK_THROWS_AS(client->respond("v="), SaslFailed);
    }
    SECTION("another one")
    {
        CHECK_THROWS_AS(client->respond("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), SaslFailed);
        CHECK_THROWS_AS(client->finish(), SaslFailed);
    }
    SECTION("an error is answered with nothing, and is no success")
    {
        CHECK(client->respond("e=invalid-proof").empty());
        CHECK_THROWS_AS(client->finish(), SaslFailed);
    }
}

TEST_CASE("SCRAM that would take up the time of the check is refused before it begins")
{
    const TempDir folder;
    const auto file = folder.write("secret", "pencil\n");
    HostileSmtp server({send("220 mx.example.com\r\n"), answerEhlo("250-mx.example.com\r\n250 AUTH SCRAM-SHA-256\r\n"),
                        [](ServerEnd& end) {
                            std::string line;
                            end.greetingHasEnded();
                            if (!end.readLine(line)) {
                                return false;
                            }
                            const auto first = mpm::decodeBase64(line.substr(line.rfind(' ') + 1)).value_or("");
                            const auto nonce = first.substr(first.find("r="));
                            return end.write("334 " + mpm::encodeBase64(nonce + "x,s=AAAAAAAA,i=1000000") + "\r\n");
                        },
                        staySilent()});
    const auto result = runCheck("check_smtp_send", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t",
                                                     scaled("1"), "-U", "tim", "--auth-password-file", file.string(),
                                                     "--stop-at", "auth", "--format", "json"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.out, "1000000 SCRAM iterations, which take some "));
    CHECK(result.cpuSeconds < scaled(0.5));
}
