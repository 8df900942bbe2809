// SPDX-License-Identifier: MIT
#include <string>

#include <orm/core/sha256.hpp>

#include "support/catch.hpp"

TEST_CASE("sha256: the standard's own examples", "[core]") {
    CHECK(orm::sha256_hash().hex() ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(orm::sha256_hash().add("abc").hex() ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(
        orm::sha256_hash().add("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    orm::sha256_hash million;
    for (int i = 0; i < 1000; ++i) million.add(std::string(1000, 'a'));
    CHECK(million.hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: the pieces do not matter, nor that somebody looks in between", "[core]") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7);
    const std::string whole = orm::sha256_hash().add(text).hex();
    for (std::size_t size = 1; size < 140; ++size) {
        orm::sha256_hash pieces;
        for (std::size_t at = 0; at < text.size(); at += size) {
            pieces.hex();
            pieces.add(std::string_view(text).substr(at, size));
        }
        CHECK(pieces.hex() == whole);
    }
}
