namespace DefectOrleans.Grains;

/// <summary>Storing of grains' states.</summary>
internal static class PersistentStates
{
    /// <summary>Stores a state in place of the last; that one stays where it can't be stored.</summary>
    public static async Task Store<T>(this IPersistentState<T> stored, T next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            stored.State = before;
            throw;
        }
    }
}
