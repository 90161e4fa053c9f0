namespace Portal.Traffic.Filters;

/// <summary>One piece of a filter.</summary>
/// <param name="Column">From 1.</param>
internal sealed record Token(TokenKind Kind, string Text, int Column)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
