// SPDX-License-Identifier: MIT
// Compiles a pulled header, and compares what it declares with the catalog that it came from.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <dlfcn.h>

#include <orm/diff/plan.hpp>
#include <orm/inspect/from_server.hpp>
#include <orm/kit/pull.hpp>

#include "integration/migrate/corpus_fixture.hpp"

namespace orm_test {

/// The compiler that built this test, with all warnings as errors, and the library as its targets give it to
/// users: as a system's folder.
inline std::string compiler_command() {
#ifdef ORM_TEST_COMPILER
    std::string command = ORM_TEST_COMPILER;
#elif defined(__clang__)
    std::string command = "clang++-19";
#else
    std::string command = "g++";
#endif
    const std::string tests = ORM_TESTS_DIR;
    return command +
           " -std=c++20 -O0 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow"
           " -Werror -isystem " +
           tests + "/../include -I" + tests + " -isystem $(pg_config --includedir) ";
}

/// Pulled headers as a shared library, loaded.
struct compiled_headers {
    std::string complaints;  ///< of the compiler; empty when it accepts all of them
    std::vector<orm::catalog::database> declared;  ///< what from_schema() makes of each
};

/// A header, and the namespace that it was pulled with.
struct named_header {
    std::string text;
    std::string name_space;
};

/// Calls the compiler once: most of what it has to do is the same for all headers.
inline compiled_headers compile_headers(const std::vector<named_header>& headers) {
    const test_folder folder;
    const std::string path = folder.path() + "/schema";
    std::string includes;
    std::string calls;
    for (const named_header& one : headers) {
        std::ofstream(folder.path() + "/" + one.name_space + ".hpp", std::ios::binary) << one.text;
        includes += "#include \"" + one.name_space + ".hpp\"\n";
        calls += "    *into++ = orm::inspect::from_schema(" + one.name_space + "::app_schema);\n";
    }
    std::ofstream(path + ".cpp")
        << includes
        << "#include <orm/inspect/from_schema.hpp>\n"
           "extern \"C\" [[gnu::visibility(\"default\")]] void declare(orm::catalog::database* into);\n"
           "void declare(orm::catalog::database* into) {\n"
        << calls << "}\n";
    // Hidden, for two headers that are loaded at once may have tables of one name.
    int status = 0;
    compiled_headers made;
    const std::string output = output_of(compiler_command() + "-fPIC -shared -fvisibility=hidden " +
                                             path + ".cpp -o " + path + ".so",
                                         &status);
    made.declared.resize(headers.size());
    if (status != 0) made.complaints = output.substr(0, 3000) + "\n(refused)";
    if (status != 0) return made;
    // The library stays loaded: the catalogs' strings may lie in it.
    void* library = ::dlopen((path + ".so").c_str(), RTLD_NOW);
    if (library == nullptr) throw std::runtime_error(::dlerror());
    using declare_function = void (*)(orm::catalog::database*);
    reinterpret_cast<declare_function>(::dlsym(library, "declare"))(made.declared.data());
    return made;
}

/// As compile_headers(), for one.
struct compiled_header {
    std::string complaints;
    orm::catalog::database declared;
};

inline compiled_header compile_header(const orm::kit::pulled_schema& pulled,
                                      const std::string& name_space = "db") {
    compiled_headers made = compile_headers({{pulled.header, name_space}});
    return {std::move(made.complaints), std::move(made.declared.front())};
}

/// The statements that lead from one catalog to the other and back; empty when they are equal.
inline std::string differences(const orm::catalog::database& one,
                               const orm::catalog::database& other) {
    std::string text;
    for (const std::string& statement : orm::diff::make_plan(one, other).statements())
        text += statement + "\n";
    for (const std::string& statement : orm::diff::make_plan(other, one).statements())
        text += "back: " + statement + "\n";
    return text.substr(0, 4000);
}

inline orm::catalog::database inspect(const test_database& database) {
    postgres::connection server = connect_to(database.url());
    return orm::inspect::from_server(server);
}

}  // namespace orm_test
