using System.ComponentModel.DataAnnotations;

namespace Portal.Web.Security;

/// <summary>What a person types to make an account or to choose a new password.</summary>
public sealed class AccountDraft
{
    [Required(ErrorMessage = "Choose a user name.")]
    [RegularExpression(
        "^[A-Za-z0-9._@-]{2,64}$",
        ErrorMessage = "A user name has 2 to 64 of the characters A–Z, a–z, 0–9, . _ @ -"
    )]
    public string UserName { get; set; } = "";

    [StringLength(100, ErrorMessage = "A name has at most 100 characters.")]
    public string DisplayName { get; set; } = "";

    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(256, MinimumLength = 12, ErrorMessage = "A password has at least 12 characters.")]
    public string Password { get; set; } = "";

    [Required(ErrorMessage = "Type the password again.")]
    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string Repeated { get; set; } = "";

    public string Token { get; set; } = "";
}
