# SPDX-License-Identifier: MIT
"""Tests of the checks: each must find what it is there for, and nothing in good code."""
import unittest

import check_head_lines
import check_layers
import check_sizes


def layer_mistakes(header, text):
    return [mistake for _, mistake in check_layers.check(header, text)]


class Layers(unittest.TestCase):
    def test_arrows_point_down(self):
        self.assertEqual(layer_mistakes("sql/quote.hpp", "#include <orm/core/error.hpp>\n"), [])
        self.assertEqual(len(layer_mistakes("core/error.hpp", "#include <orm/sql/quote.hpp>\n")), 1)
        self.assertEqual(len(layer_mistakes("types/text.hpp", "#include <orm/driver/cell.hpp>\n")), 1)

    def test_stacks_meet_in_one_file_only(self):
        text = "#include <orm/schema/table.hpp>\n"
        self.assertEqual(layer_mistakes("inspect/from_schema.hpp", text), [])
        self.assertEqual(len(layer_mistakes("inspect/from_server.hpp", text)), 1)

    def test_umbrellas_include_anything(self):
        self.assertEqual(layer_mistakes("orm.hpp", "#include <orm/kit/run.hpp>\n"), [])

    def test_libpq_and_pfr_have_one_home(self):
        libpq = "#include <libpq-fe.h>\n"
        pfr = "#include <boost/pfr/core.hpp>\n"
        self.assertEqual(layer_mistakes("driver/postgres/wire.hpp", libpq), [])
        self.assertEqual(len(layer_mistakes("driver/url.hpp", libpq)), 1)
        self.assertEqual(layer_mistakes("meta/fields.hpp", pfr), [])
        self.assertEqual(len(layer_mistakes("schema/table.hpp", pfr)), 1)

    def test_unknown_layers_and_quoted_includes_are_refused(self):
        self.assertEqual(len(layer_mistakes("helper/a.hpp", "")), 1)
        self.assertEqual(len(layer_mistakes("sql/a.hpp", '#include "quote.hpp"\n')), 1)
        self.assertEqual(len(layer_mistakes("sql/a.hpp", '#include "orm/sql/quote.hpp"\n')), 1)

    def test_only_two_headers_ask_for_the_compiler(self):
        text = "#pragma once\n#if defined(__clang__)\n#endif\n"
        self.assertEqual(layer_mistakes("core/config.hpp", text), [])
        self.assertEqual(list(check_layers.check("sql/a.hpp", text))[0][0], 2)


class Sizes(unittest.TestCase):
    def sizes(self, text):
        return {function.name: function.size for function in check_sizes.functions(text)}

    def test_functions_are_found_in_every_dress(self):
        text = """
namespace a { struct b : c<d()> {
    b(int x) : x_(x), y_{x} {
    }
    template <class T>
        requires std::same_as<T, int>
    auto get(const T& t) const noexcept -> decltype(t) {
        if (t) { "} {"; }  // }
        return t;
    }
    int z = 0;
}; }
"""
        self.assertEqual(self.sizes(text)["get"], 4)

    def test_scopes_and_control_are_no_functions(self):
        self.assertEqual(self.sizes("namespace a {\nstruct b {\nint x{3};\n};\n}\n"), {})
        self.assertEqual(self.sizes("enum class a : int {\nb,\n};\n"), {})

    def test_long_functions_and_headers_fail(self):
        text = "void f() {\n" + "    g();\n" * 50 + "}\n"
        self.assertEqual([failed for failed, _ in check_sizes.check("a.hpp", text)], [True])
        header = "int a;\n" * 501
        self.assertEqual([failed for failed, _ in check_sizes.check("a.hpp", header)], [True])
        header = "int a;\n" * 301
        self.assertEqual([failed for failed, _ in check_sizes.check("a.hpp", header)], [False])


class HeadLines(unittest.TestCase):
    def test_license_purpose_and_pragma(self):
        good = "// SPDX-License-Identifier: MIT\n// Says what it is for.\n#pragma once\n"
        self.assertEqual(list(check_head_lines.mistakes("a.hpp", good)), [])
        for bad in ("", good.replace("MIT", "X"), good.replace("// Says what it is for.\n", "")):
            self.assertEqual(len(list(check_head_lines.mistakes("a.hpp", bad))), 1)
        self.assertEqual(len(list(check_head_lines.mistakes("a.hpp", good.replace("#pragma", "#")))), 1)


if __name__ == "__main__":
    unittest.main()
