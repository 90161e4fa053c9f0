namespace Portal.Web.Layout;

/// <summary>Puts a page into the rail of the case; its address is the page's own route.</summary>
/// <param name="title">As shown.</param>
/// <param name="order">Ascending from the top.</param>
/// <param name="key">The letter that follows <c>g</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class NavEntryAttribute(string title, int order, char key) : Attribute
{
    public string Title { get; } = title;
    public int Order { get; } = order;
    public char Key { get; } = key;
}
