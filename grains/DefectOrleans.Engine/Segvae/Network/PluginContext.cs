using System.Reflection;
using System.Runtime.Loader;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Loads an assembly with the libraries that its <c>deps.json</c> names beside it, native ones too. What the program has
/// itself, this engine above all, is the program's: both sides speak of the same types.
/// </summary>
internal sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _beside = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == typeof(PluginContext).Assembly.GetName().Name)
            return typeof(PluginContext).Assembly;
        try
        {
            return Default.LoadFromAssemblyName(name);
        }
        catch (FileNotFoundException)
        {
            return _beside.ResolveAssemblyToPath(name) is { } file ? LoadFromAssemblyPath(file) : null;
        }
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string name) =>
        _beside.ResolveUnmanagedDllToPath(name) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
}
