## What Telegram shows beside the conversation
bot-description =
    Hamkor finds business partners between Lipetsk and Khujand.

    Write in your own words what you need, sell or plan: in Russian, Tajik or English. You get the companies that fit and the reasons why. Looking needs no registration.
bot-short-description = Business partners in Lipetsk and Khujand. Write what you need or sell.

## Search from other chats
inline-offers = Offers: { $offers }
inline-open = Open in the bot
inline-nobody = Write what you look for. Open the bot
inline-more = Ask more in the bot
