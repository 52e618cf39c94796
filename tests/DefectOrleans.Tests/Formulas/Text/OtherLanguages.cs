using System.Diagnostics;
using System.Reflection;

namespace DefectOrleans.Tests.Formulas.Text;

/// <summary>Runs programs of the languages that formulas are printed in.</summary>
internal static class OtherLanguages
{
    /// <summary>What a Python program prints; null where there is no Python. What it complains of fails the test.</summary>
    public static string? RunPython(string program)
    {
        try
        {
            using var python =
                Process.Start(
                    new ProcessStartInfo("python3", "-")
                    {
                        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                    })!;
            var complaint = python.StandardError.ReadToEndAsync();
            python.StandardInput.Write(program);
            python.StandardInput.Close();
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, complaint.GetAwaiter().GetResult());
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The same of a program for SymPy; null where there is no SymPy.</summary>
    public static string? RunSymPy(string program) =>
        RunPython("import importlib.util; print(importlib.util.find_spec('sympy') is not None)")?.Trim() == "True"
            ? RunPython(program)
            : null;

    /// <summary>A C# program, built by the SDK's own compiler; that of the SDK that built the tests.</summary>
    public static Assembly BuildCSharp(string source)
    {
        var folder = Directory.CreateTempSubdirectory("csharp-").FullName;
        try
        {
            var (code, library) = (Path.Combine(folder, "program.cs"), Path.Combine(folder, "program.dll"));
            File.WriteAllText(code, source);
            var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            using var compiler = Process.Start(new ProcessStartInfo("dotnet",
            [
                "exec", Compiler, "/nologo", "/target:library", "/nostdlib", $"/out:{library}",
                .. ((string[])["System.Private.CoreLib", "System.Runtime", "System.Collections"])
                    .Select(name => $"/reference:{Path.Combine(core, name)}.dll"),
                code,
            ]) { RedirectStandardOutput = true })!;
            var said = compiler.StandardOutput.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, said);
            return Assembly.Load(File.ReadAllBytes(library));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Compiler => typeof(OtherLanguages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "CSharpCompiler").Value!;
}
