namespace DefectOrleans.Grains;

/// <summary>
/// What a storage holds, for grains that have lost count of it. A host whose storage can be asked registers one.
/// </summary>
public interface IStoredKeys
{
    /// <summary>Keys of the grains that have stored a state.</summary>
    /// <param name="state">The state's name, such as <c>search</c>.</param>
    /// <param name="prefix">How the keys begin.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<IReadOnlyList<string>> Keys(string state, string prefix, CancellationToken cancellation);
}

/// <summary>A storage that can't be asked, such as one in memory.</summary>
internal sealed class NoStoredKeys : IStoredKeys
{
    public Task<IReadOnlyList<string>> Keys(string state, string prefix, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
