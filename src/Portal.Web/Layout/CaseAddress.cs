namespace Portal.Web.Layout;

/// <summary>Which case, and which page of it, an address points at.</summary>
public static class CaseAddress
{
    /// <summary>The case's number; null outside cases.</summary>
    public static int? CaseOf(string path)
    {
        var parts = Parts(path);
        return parts.Length >= 2 && parts[0] == "cases" && int.TryParse(parts[1], out var id) && id > 0 ? id : null;
    }

    /// <summary>The segment after the case, for example <c>findings</c>; empty for the overview.</summary>
    public static string PlaceOf(string path)
    {
        var parts = Parts(path);
        return parts.Length >= 3 ? parts[2] : "";
    }

    private static string[] Parts(string path) =>
        path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
}
